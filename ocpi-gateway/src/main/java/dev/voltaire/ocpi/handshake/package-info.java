/// How a connection begins, changes and ends: the credentials module in both directions (OCPI 2.2.1 "Credentials
/// module"), always checked by calling the partner back.
@NullMarked
package dev.voltaire.ocpi.handshake;

import org.jspecify.annotations.NullMarked;
