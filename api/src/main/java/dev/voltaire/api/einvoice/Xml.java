package dev.voltaire.api.einvoice;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// Writes a document whose elements carry the prefixes declared at its root. What has no value is left out.
final class Xml {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    private Xml() throws XMLStreamException {
        out = FACTORY.createXMLStreamWriter(text);
    }

    /// What is written inside an element.
    interface Content {
        void write() throws XMLStreamException;
    }

    interface Body {
        void write(Xml xml) throws XMLStreamException;
    }

    /// @param namespaces by prefix
    static byte[] document(String root, Map<String, String> namespaces, Body body) {
        try {
            Xml xml = new Xml();
            xml.out.writeStartDocument("UTF-8", "1.0");
            xml.out.writeStartElement(root);
            for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
                if (namespace.getKey().isEmpty()) {
                    xml.out.writeDefaultNamespace(namespace.getValue());
                } else {
                    xml.out.writeNamespace(namespace.getKey(), namespace.getValue());
                }
            }
            body.write(xml);
            xml.out.writeEndElement();
            xml.out.writeEndDocument();
            xml.out.close();
            return xml.text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    void group(String name, Content content) throws XMLStreamException {
        out.writeStartElement(name);
        content.write();
        out.writeEndElement();
    }

    void text(String name, @Nullable String value) throws XMLStreamException {
        if (value != null && !value.isBlank()) {
            out.writeStartElement(name);
            out.writeCharacters(printable(value));
            out.writeEndElement();
        }
    }

    void text(String name, String attribute, String attributeValue, @Nullable String value) throws XMLStreamException {
        if (value != null && !value.isBlank()) {
            out.writeStartElement(name);
            out.writeAttribute(attribute, attributeValue);
            out.writeCharacters(printable(value));
            out.writeEndElement();
        }
    }

    void number(String name, BigDecimal value) throws XMLStreamException {
        text(name, value.toPlainString());
    }

    /// Customers paste what XML 1.0 cannot hold.
    private static String printable(String value) {
        StringBuilder kept = new StringBuilder(value.length());
        value.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || (c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
