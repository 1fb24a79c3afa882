package dev.voltaire.api.einvoice;

import com.helger.diagnostics.error.IError;
import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.peppol.PeppolValidation;
import com.helger.phive.peppol.PeppolValidation2025_11;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import com.helger.phive.xrechnung.XRechnungValidation;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;

/// The official rule sets, schema and Schematron, without a network.
public final class RuleSets {
    private static final ValidationExecutorSetRegistry<IValidationSourceXML> REGISTRY = registry();

    private RuleSets() {}

    private static ValidationExecutorSetRegistry<IValidationSourceXML> registry() {
        ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();
        EN16931Validation.initEN16931(registry);
        XRechnungValidation.initXRechnung(registry);
        PeppolValidation.initStandard(registry);
        return registry;
    }

    public static List<String> en16931Cii(byte[] xml) {
        return violations(EN16931Validation.VID_CII_1315, xml);
    }

    public static List<String> en16931Ubl(byte[] xml, boolean creditNote) {
        return violations(
                creditNote ? EN16931Validation.VID_UBL_CREDIT_NOTE_1315 : EN16931Validation.VID_UBL_INVOICE_1315, xml);
    }

    public static List<String> xRechnung(byte[] xml) {
        return violations(XRechnungValidation.VID_XRECHNUNG_CII_302, xml);
    }

    public static List<String> peppol(byte[] xml, boolean creditNote) {
        return violations(
                creditNote
                        ? PeppolValidation2025_11.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3
                        : PeppolValidation2025_11.VID_OPENPEPPOL_INVOICE_UBL_V3,
                xml);
    }

    private static List<String> violations(DVRCoordinate rules, byte[] xml) {
        IValidationExecutorSet<IValidationSourceXML> set = REGISTRY.getOfID(rules);
        if (set == null) {
            throw new IllegalStateException("no such rules: " + rules);
        }
        return ValidationExecutionManager.executeValidation(
                        IValidityDeterminator.createDefault(),
                        set,
                        ValidationSourceXML.create("invoice.xml", parse(xml)))
                .getAllErrors()
                .stream()
                .map((IError error) -> error.getErrorID() + " " + error.getErrorText(Locale.ENGLISH))
                .toList();
    }

    private static Document parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (Exception malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
