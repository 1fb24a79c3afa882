package dev.voltaire.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Edits by JSON Merge Patch (RFC 7396): fields that are absent stay as they are, `null` empties a field, objects are
/// merged, lists replaced. What comes out obeys the same rules as what is sent to create.
@ApplicationScoped
public class MergePatch {
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;
    private final Validator validator;

    @Inject
    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /// @param present what can be edited, as it is; absent when there is nothing yet
    /// @throws ConstraintViolationException naming every field that breaks a rule
    /// @throws ProblemException MALFORMED_REQUEST when the patch is no object
    public <T> T merge(Class<T> type, @Nullable T present, @Nullable JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            throw new ProblemException(Problem.MALFORMED_REQUEST);
        }
        ObjectNode target = present == null ? json.createObjectNode() : json.valueToTree(present);
        apply(changes, target);
        T merged = read(target, type);
        Set<ConstraintViolation<T>> violations = validator.validate(merged);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return merged;
    }

    private <T> T read(ObjectNode target, Class<T> type) {
        try {
            return json.treeToValue(target, type);
        } catch (JsonProcessingException misunderstood) {
            throw new UncheckedIOException(misunderstood);
        }
    }

    private static void apply(ObjectNode patch, ObjectNode target) {
        patch.properties().forEach(change -> {
            String name = change.getKey();
            JsonNode value = change.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode nested) {
                ObjectNode inside = target.get(name) instanceof ObjectNode present ? present : target.objectNode();
                target.set(name, inside);
                apply(nested, inside);
            } else {
                target.set(name, value);
            }
        });
    }
}
