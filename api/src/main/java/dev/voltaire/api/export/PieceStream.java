package dev.voltaire.api.export;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/// Cuts what is written into pieces of the same size.
final class PieceStream extends OutputStream {
    private static final int SIZE = 1 << 20;

    private final Sink sink;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(SIZE);
    private int position;

    PieceStream(Sink sink) {
        this.sink = sink;
    }

    @FunctionalInterface
    interface Sink {
        void accept(int position, byte[] piece);
    }

    @Override
    public void write(int value) {
        piece.write(value);
        cut(SIZE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        piece.write(bytes, offset, length);
        cut(SIZE);
    }

    @Override
    public void close() {
        cut(1);
    }

    private void cut(int least) {
        if (piece.size() >= least) {
            sink.accept(position++, piece.toByteArray());
            piece.reset();
        }
    }
}
