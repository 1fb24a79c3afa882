/// What people have to agree to, and that they did: documents by type, version and language, and consents. Owns the
/// tables `legal_document` and `consent`; neither is ever changed.
@NullMarked
package dev.voltaire.legal;

import org.jspecify.annotations.NullMarked;
