/// The tokens module: we own the tokens, partners pull them, are sent them and ask about them (OCPI 2.2.1 "Tokens
/// module").
@NullMarked
package dev.voltaire.ocpi.tokens;

import org.jspecify.annotations.NullMarked;
