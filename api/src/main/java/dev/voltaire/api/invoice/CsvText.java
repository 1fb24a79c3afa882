package dev.voltaire.api.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Cells of a CSV file that people open in a spreadsheet.
final class CsvText {
    private static final String DANGEROUS = "=+-@\t\r\n";

    private CsvText() {}

    /// No text starts a formula; numbers stay numbers.
    static String cell(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = cell.toString();
        return cell instanceof String && !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
