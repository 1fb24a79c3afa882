package dev.voltaire.api.me;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.identity.ListPreferences;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// How the signed-in person likes each list. The server only keeps it.
@Path("/api/v1/me/list-preferences/{listId}")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class ListPreferenceResource {
    private final SignedInCaller caller;
    private final ListPreferences preferences;
    private final ObjectMapper json;

    @Inject
    ListPreferenceResource(SignedInCaller caller, ListPreferences preferences, ObjectMapper json) {
        this.caller = caller;
        this.preferences = preferences;
        this.json = json;
    }

    /// Columns in the order shown, and what the list starts with.
    @Schema(name = "ListPreference")
    public record Preference(
            @NotNull @Size(max = 100) List<@NotBlank @Size(max = 100) String> columns,
            @Nullable @Size(max = 200) String sort,
            @Nullable @Min(5) @Max(100) Integer size,

            @Nullable @Size(max = 50) @Schema(description = "Column filters by parameter name")
            Map<@NotBlank @Size(max = 100) String, @NotBlank @Size(max = 500) String> filters) {}

    @GET
    @Operation(summary = "The preferences of a list", description = "404 where nothing was ever chosen.")
    @APIResponseSchema(Preference.class)
    @APIResponse(responseCode = "404", description = "not-found: the defaults hold")
    public Preference get(@RestPath @Pattern(regexp = "[a-z0-9-]{1,60}") String listId) {
        return preferences
                .get(caller.get().userId(), listId)
                .map(this::read)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    @PUT
    @Operation(summary = "Choose the preferences of a list")
    public Preference put(
            @RestPath @Pattern(regexp = "[a-z0-9-]{1,60}") String listId, @Valid @NotNull Preference preference) {
        JsonNode value = json.valueToTree(preference);
        preferences.put(caller.get().userId(), listId, value.toString());
        return preference;
    }

    @DELETE
    @ResponseStatus(204)
    @Operation(summary = "Go back to the defaults of a list")
    @APIResponse(responseCode = "204", description = "The defaults hold")
    public void reset(@RestPath @Pattern(regexp = "[a-z0-9-]{1,60}") String listId) {
        preferences.remove(caller.get().userId(), listId);
    }

    private Preference read(String value) {
        try {
            return json.readValue(value, Preference.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
