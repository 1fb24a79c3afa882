package dev.voltaire.api.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UTF-8, commas, CRLF (RFC 4180), decimals with a point. A text that a spreadsheet would take for a formula is made a
/// text by an apostrophe; a number stays a number.
final class CsvSheet implements Sheet {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Writer text;
    private final CsvWriter writer;

    CsvSheet(OutputStream out, boolean byteOrderMark) throws IOException {
        text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (byteOrderMark) {
            text.write(BYTE_ORDER_MARK);
        }
        writer = CsvWriter.builder().build(text);
    }

    @Override
    public void header(List<String> names) {
        writer.writeRecord(names);
    }

    @Override
    public void row(List<@Nullable Object> cells) {
        writer.writeRecord(cells.stream().map(CsvSheet::cell).toArray(String[]::new));
    }

    @Override
    public void end() throws IOException {
        writer.flush();
        text.flush();
    }

    static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case String text -> harmless(text);
            case Object other -> other.toString();
        };
    }

    /// Formulas begin with one of these, also after white space that a program strips.
    private static String harmless(String text) {
        String visible = text.stripLeading();
        boolean formula = !visible.isEmpty() && "=+-@|%".indexOf(visible.charAt(0)) >= 0;
        boolean control = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
        return formula || control ? "'" + text : text;
    }
}
