/// Commands to chargers on their way from a row in the database to a socket of this node, and their answers back.
@NullMarked
package dev.voltaire.ocpp.command;

import org.jspecify.annotations.NullMarked;
