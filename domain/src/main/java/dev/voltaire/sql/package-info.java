/// Plain SQL in the transaction of the thread, for hot paths and for what no entity is needed for. Owns no table.
@NullMarked
package dev.voltaire.sql;

import org.jspecify.annotations.NullMarked;
