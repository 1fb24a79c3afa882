package dev.voltaire.api.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// A workbook that is written while it grows: a sheet is flushed every thousand rows, and there is a next one when it
/// is full.
final class XlsxSheet implements Sheet {
    private static final int FULL = 1_000_000;
    private static final int FLUSHED_EVERY = 1_000;

    private final Workbook workbook;
    private List<String> names = List.of();
    private @Nullable Worksheet sheet;
    private int sheets;
    private int row;

    XlsxSheet(OutputStream out) {
        workbook = new Workbook(out, "Voltaire", "1.0");
    }

    @Override
    public void header(List<String> columns) throws IOException {
        names = columns;
        next();
    }

    @Override
    public void row(List<@Nullable Object> cells) throws IOException {
        Worksheet open = row > FULL || sheet == null ? next() : sheet;
        for (int column = 0; column < cells.size(); column++) {
            switch (cells.get(column)) {
                case null -> {}
                case BigDecimal number -> open.value(row, column, number);
                case Number number -> open.value(row, column, number);
                case Boolean flag -> open.value(row, column, flag);
                // within the cell: the table of shared texts would stay in memory to the end
                case Object other -> open.inlineString(row, column, other.toString());
            }
        }
        row++;
        if (row % FLUSHED_EVERY == 0) {
            open.flush();
        }
    }

    private Worksheet next() throws IOException {
        if (sheet != null) {
            sheet.finish();
        }
        sheets++;
        Worksheet opened = workbook.newWorksheet("CDRs " + sheets);
        for (int column = 0; column < names.size(); column++) {
            opened.value(0, column, names.get(column));
        }
        row = 1;
        sheet = opened;
        return opened;
    }

    @Override
    public void end() throws IOException {
        workbook.finish();
    }
}
