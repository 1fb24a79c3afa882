package dev.voltaire.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.junit.jupiter.api.Test;

class SchemaNamesTest {
    private final OpenAPI document =
            OASFactory.createOpenAPI().components(OASFactory.createComponents()).paths(OASFactory.createPaths());

    @Test
    void whatIsNestedInAnotherTakesItsName() {
        // given
        Schema kindOfToken = reference("Kind");
        add("Token", object().addProperty("kind", kindOfToken));
        add("TokenRow", object().addProperty("kind", reference("Kind")));
        Schema kindOfLine = reference("Kind1");
        add("InvoiceLine", object().addProperty("kind", nullable(kindOfLine)));
        add("Kind", OASFactory.createSchema());
        add("Kind1", OASFactory.createSchema());

        // when
        new SchemaNames().filterOpenAPI(document);

        // then
        assertThat(document.getComponents().getSchemas())
                .containsOnlyKeys("InvoiceLine", "InvoiceLineKind", "Token", "TokenKind", "TokenRow");
        assertThat(kindOfToken.getRef()).isEqualTo("#/components/schemas/TokenKind");
        assertThat(kindOfLine.getRef()).isEqualTo("#/components/schemas/InvoiceLineKind");
    }

    @Test
    void aPageIsNamedForItsItemsAndTheseForTheirResource() {
        // given
        add("PageSummary1", page("Summary1"));
        add("Summary1", object());
        returned("/api/v1/cpo-cdrs", "PageSummary1");
        add("PageRow", page("TokenRow"));
        add("TokenRow", object());
        returned("/api/v1/tokens", "PageRow");
        add("Event", object());
        returned("/api/v1/invoices/{id}/events", "Event");

        // when
        new SchemaNames().filterOpenAPI(document);

        // then
        assertThat(document.getComponents().getSchemas())
                .containsOnlyKeys("CpoCdrSummary", "CpoCdrSummaryPage", "InvoiceEvent", "TokenRow", "TokenRowPage");
    }

    @Test
    void aNameThatSaysEnoughStays() {
        // given
        add("Token", object().addProperty("owner", reference("Profile")));
        add("Profile", object());
        returned("/api/v1/tokens", "Token");

        // when
        new SchemaNames().filterOpenAPI(document);

        // then
        assertThat(document.getComponents().getSchemas()).containsOnlyKeys("Profile", "Token");
    }

    private void add(String name, Schema schema) {
        document.getComponents().addSchema(name, schema);
    }

    private void returned(String path, String schema) {
        var content = OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType().schema(reference(schema)));
        var responses = OASFactory.createAPIResponses()
                .addAPIResponse("200", OASFactory.createAPIResponse().content(content));
        document.getPaths()
                .addPathItem(
                        path,
                        OASFactory.createPathItem()
                                .GET(OASFactory.createOperation().responses(responses)));
    }

    private static Schema page(String item) {
        return object().addProperty(
                        "items",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.ARRAY))
                                .items(reference(item)))
                .addProperty("page", OASFactory.createSchema())
                .addProperty("size", OASFactory.createSchema())
                .addProperty("totalItems", OASFactory.createSchema())
                .addProperty("totalPages", OASFactory.createSchema());
    }

    private static Schema object() {
        return OASFactory.createSchema().type(List.of(SchemaType.OBJECT));
    }

    private static Schema nullable(Schema schema) {
        return OASFactory.createSchema()
                .addAnyOf(schema)
                .addAnyOf(OASFactory.createSchema().type(List.of(SchemaType.NULL)));
    }

    private static Schema reference(String schema) {
        return OASFactory.createSchema().ref("#/components/schemas/" + schema);
    }
}
