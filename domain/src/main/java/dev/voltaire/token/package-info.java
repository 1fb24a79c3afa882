/// Charge cards and virtual tokens, their blocks and history, and the one decision whether a token may charge
/// somewhere. Owns the tables `token`, `token_event`, `token_block`; publishes [TokenChanged].
@NullMarked
package dev.voltaire.token;

import org.jspecify.annotations.NullMarked;
