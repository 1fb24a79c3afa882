package dev.voltaire.api.export;

import dev.voltaire.export.ExportJobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/// A stored file as it was written, read piece by piece.
final class PieceInput extends InputStream {
    private final InputStream unpacked;

    PieceInput(ExportJobs jobs, UUID export) {
        try {
            unpacked = new GZIPInputStream(new SequenceInputStream(new Pieces(jobs, export)), 1 << 16);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    @Override
    public int read() throws IOException {
        return unpacked.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return unpacked.read(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    private static final class Pieces implements Enumeration<InputStream> {
        private final ExportJobs jobs;
        private final UUID export;
        private int position;
        private Optional<byte[]> next;

        Pieces(ExportJobs jobs, UUID export) {
            this.jobs = jobs;
            this.export = export;
            this.next = jobs.piece(export, 0);
        }

        @Override
        public boolean hasMoreElements() {
            return next.isPresent();
        }

        @Override
        public InputStream nextElement() {
            InputStream piece = new ByteArrayInputStream(next.orElseThrow(NoSuchElementException::new));
            next = jobs.piece(export, ++position);
            return piece;
        }
    }
}
