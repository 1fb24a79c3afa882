/// People by the file.
@NullMarked
package dev.voltaire.api.imports;

import org.jspecify.annotations.NullMarked;
