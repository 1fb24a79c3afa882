/// Files people ask for and fetch later. Who asked may fetch it, nobody else.
///
/// Tables: `export_job`, `export_piece`. Event: [ExportRequested].
@NullMarked
package dev.voltaire.export;

import org.jspecify.annotations.NullMarked;
