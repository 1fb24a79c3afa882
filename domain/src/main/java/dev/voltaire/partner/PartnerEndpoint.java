package dev.voltaire.partner;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// Where a partner serves one module. The URL is used exactly as given (OCPI 2.2.1, Endpoint).
@Embeddable
public record PartnerEndpoint(
        @Column(name = "identifier") String identifier,

        @Enumerated(EnumType.STRING) @Column(name = "interface_role")
        Side side,

        @Column(name = "url") String url) {

    /// Which interface of a module: the owner of the data serves SENDER, the other side RECEIVER. 2.1.1 knows none, the
    /// side then follows from the module.
    public enum Side {
        SENDER,
        RECEIVER
    }
}
