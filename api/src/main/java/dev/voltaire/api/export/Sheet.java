package dev.voltaire.api.export;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table written row by row. A cell is a text, a number, an instant, a truth or nothing.
sealed interface Sheet permits CsvSheet, XlsxSheet {

    void header(List<String> names) throws IOException;

    void row(List<@Nullable Object> cells) throws IOException;

    /// Completes the file.
    void end() throws IOException;
}
