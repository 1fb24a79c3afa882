package dev.voltaire.api.einvoice;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/// What veraPDF finds against PDF/A-3b.
public final class ArchivablePdf {
    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private ArchivablePdf() {}

    /// Empty for a document that complies.
    public static List<String> flaws(byte[] pdf) {
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_3_B);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_B, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> found = result.getTestAssertions().stream()
                    .map(assertion -> assertion.getRuleId() + " " + assertion.getMessage())
                    .distinct()
                    .toList();
            return result.isCompliant() || !found.isEmpty() ? found : List.of("not compliant");
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
