package dev.voltaire.support;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The kinds of files a ticket takes, told by what is in them, never by their name.
public enum AttachmentType {
    PNG("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'}),
    JPEG("image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
    PDF("application/pdf", new byte[] {'%', 'P', 'D', 'F', '-'}),
    TEXT("text/plain", new byte[0]);

    private final String mediaType;
    private final byte[] start;

    AttachmentType(String mediaType, byte[] start) {
        this.mediaType = mediaType;
        this.start = start;
    }

    public String mediaType() {
        return mediaType;
    }

    /// Empty for anything else: what is no readable text without control characters. Text is served as text, so that
    /// HTML in it does nothing.
    static Optional<AttachmentType> of(byte[] content) {
        for (AttachmentType type : new AttachmentType[] {PNG, JPEG, PDF}) {
            if (content.length > type.start.length
                    && Arrays.equals(content, 0, type.start.length, type.start, 0, type.start.length)) {
                return Optional.of(type);
            }
        }
        return isText(content) ? Optional.of(TEXT) : Optional.empty();
    }

    private static boolean isText(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .chars()
                    .allMatch(c -> c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t');
        } catch (CharacterCodingException binary) {
            return false;
        }
    }
}
