/// Exports: asked for, written in the background, fetched later.
@NullMarked
package dev.voltaire.api.export;

import org.jspecify.annotations.NullMarked;
