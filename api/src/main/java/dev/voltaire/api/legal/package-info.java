/// Legal documents and consents over HTTP.
@NullMarked
package dev.voltaire.api.legal;

import org.jspecify.annotations.NullMarked;
