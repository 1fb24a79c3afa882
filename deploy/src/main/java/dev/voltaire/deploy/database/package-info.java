/// The embedded PostgreSQL: its programs, its data directory and its life. Used only when no JDBC URL is configured.
@NullMarked
package dev.voltaire.deploy.database;

import org.jspecify.annotations.NullMarked;
