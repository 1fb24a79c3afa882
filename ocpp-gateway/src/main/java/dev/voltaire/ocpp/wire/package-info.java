/// OCPP-J framing shared by both versions: frames, error spellings, lenient reading of payloads into records, strict
/// writing. Knows no message and no socket.
@NullMarked
package dev.voltaire.ocpp.wire;

import org.jspecify.annotations.NullMarked;
