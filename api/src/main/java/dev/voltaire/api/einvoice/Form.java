package dev.voltaire.api.einvoice;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The structured forms an invoice can be had in.
@Schema(name = "EInvoiceForm")
public enum Form {
    /// CII, the EN 16931 profile; also embedded in the PDF.
    FACTUR_X("urn:cen.eu:en16931:2017"),
    /// CII with the rules of German administrations.
    XRECHNUNG("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"),
    /// UBL for the Peppol network, BIS Billing 3.
    PEPPOL("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0");

    /// BT-23, the same process everywhere: billing.
    static final String PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

    private final String specification;

    Form(String specification) {
        this.specification = specification;
    }

    /// BT-24.
    String specification() {
        return specification;
    }
}
