import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One kept-alive HTTP connection that costs next to nothing: a request is a ready-made array of bytes, of the answer
/// only the status is looked at.
final class Line implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];

    Line(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    static byte[] request(String method, String path, String authorization, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return ("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\nContent-Type: application/json\r\n"
                        + "Content-Length: %d\r\n\r\n%s")
                .formatted(method, path, authorization, bytes.length, body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The status of the answer.
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var filled = 0;
        var end = -1;
        while (end < 0) {
            var read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new IOException("closed");
            }
            filled += read;
            end = headerEnd(filled);
        }
        var header = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        var rest = contentLength(header) - (filled - end);
        while (rest > 0) {
            rest -= in.read(buffer, 0, Math.min(buffer.length, rest));
        }
        return Integer.parseInt(header.substring(9, 12));
    }

    private int headerEnd(int filled) {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int contentLength(String header) {
        var lower = header.toLowerCase(java.util.Locale.ROOT);
        var at = lower.indexOf("content-length:");
        return at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
