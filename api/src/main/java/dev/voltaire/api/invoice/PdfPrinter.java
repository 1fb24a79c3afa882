package dev.voltaire.api.invoice;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.slf4j.Slf4jLogger;
import com.openhtmltopdf.util.XRLog;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Prints a template of ours, filled with plain text, as PDF/A-3b. Whatever customers wrote is an escaped value in it,
/// never a template, and the page can load nothing: no file, no address.
public final class PdfPrinter {
    static {
        XRLog.setLoggerImpl(new Slf4jLogger());
    }

    private static final Variant HTML = new Variant(Locale.ROOT, StandardCharsets.UTF_8, "text/html");
    private static final String FAMILY = "Source Sans Pro";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private static final int TABLE_DIRECTORY = 12;
    private static final int TABLE_ENTRY = 16;
    private static final int GSUB = 0x47535542;
    /// A name no table has.
    private static final int NOTHING = 0x2D2D2D2D;

    private final Template template;
    private final byte[] regular = withoutLigatures(resource("fonts/SourceSansPro-Regular.ttf"));
    private final byte[] bold = withoutLigatures(resource("fonts/SourceSansPro-Bold.ttf"));
    private final byte[] colours = resource("sRGB.icc");

    /// @param path of the template on the class path
    public PdfPrinter(String path) {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addLocator(part -> Optional.of(new Part("documents/" + part + ".html")))
                .strictRendering(true)
                .build();
        this.template = engine.parse(text(path), HTML);
    }

    /// What several documents have in common: `{#include facts /}`.
    private record Part(String path) implements TemplateLocation {
        @Override
        public Reader read() {
            return new StringReader(text(path));
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(HTML);
        }
    }

    private static String text(String path) {
        return new String(resource(path), StandardCharsets.UTF_8);
    }

    public byte[] print(Object sheet) {
        String html = printable(template.data("sheet", sheet).render());
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useFastMode()
                .usePdfAConformance(PdfAConformance.PDFA_3_B)
                .useColorProfile(colours)
                .useFont(() -> new ByteArrayInputStream(regular), FAMILY, REGULAR, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(bold), FAMILY, BOLD, FontStyle.NORMAL, true)
                .useUriResolver((base, uri) -> uri.startsWith("data:image/png;base64,") ? uri : null)
                .withProducer("Voltaire")
                .withHtmlContent(html, null)
                .toStream(pdf);
        try {
            builder.run();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return pdf.toByteArray();
    }

    /// Customers paste control characters and halves of surrogate pairs, which no XML may hold.
    private static String printable(String html) {
        return html.codePoints()
                .filter(c -> c == '\n'
                        || (c >= ' ' && Character.getType(c) != Character.SURROGATE && c < 0xFFFE)
                        || c > 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Hides the table of ligatures (OpenType GSUB): with it, PDFBox compiles regular expressions for every text it
    /// shows, which is three quarters of the time a document takes.
    private static byte[] withoutLigatures(byte[] font) {
        ByteBuffer tables = ByteBuffer.wrap(font);
        int count = tables.getShort(4);
        for (int entry = TABLE_DIRECTORY; entry < TABLE_DIRECTORY + count * TABLE_ENTRY; entry += TABLE_ENTRY) {
            if (tables.getInt(entry) == GSUB) {
                tables.putInt(entry, NOTHING);
            }
        }
        return font;
    }

    private static byte[] resource(String path) {
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("missing on the class path: " + path);
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
