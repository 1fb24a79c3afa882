package dev.voltaire.api.reimbursement;

import dev.voltaire.reimbursement.HomeEnergyPriceProofs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/// A file that a browser saves and never shows.
final class Download {
    private Download() {}

    static RestResponse<InputStream> of(HomeEnergyPriceProofs.Content content) {
        return of(content.bytes(), content.mediaType(), content.fileName());
    }

    static RestResponse<InputStream> of(byte[] content, String mediaType, String fileName) {
        return RestResponse.ResponseBuilder.<InputStream>ok(new ByteArrayInputStream(content))
                .type(mediaType)
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
