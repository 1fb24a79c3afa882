package dev.voltaire.ocpp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.wire.Deviation.Kind;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Reads a JSON payload into a wire record, leniently: what departs from the schema is noted, and only a missing or
/// unreadable field the message needs (a component that is neither `@Nullable` nor a list) refuses it.
public final class Shape<T extends Record> {
    private static final ConcurrentHashMap<Class<?>, Shape<?>> SHAPES = new ConcurrentHashMap<>();

    /// A reading: the record and every deviation met on the way.
    public record Reading<T>(T value, List<Deviation> deviations) {}

    private record Field(
            String name,
            Kernel kernel,
            boolean list,
            boolean needed,
            boolean expected,
            int maximumLength,
            Set<String> words) {}

    private sealed interface Kernel {
        enum Plain implements Kernel {
            TEXT,
            INTEGER,
            DECIMAL,
            FLAG,
            TIME,
            ANYTHING
        }

        record Nested(Shape<?> shape) implements Kernel {}
    }

    private final List<Field> fields;
    private final Set<String> names;
    private final Constructor<T> constructor;

    private Shape(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.fields = Arrays.stream(components).map(Shape::field).toList();
        this.names = new HashSet<>(fields.stream().map(Field::name).toList());
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            this.constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record without its canonical constructor: " + type, e);
        }
    }

    @SuppressWarnings("unchecked")
    public static <T extends Record> Shape<T> of(Class<T> type) {
        Shape<?> known = SHAPES.get(type);
        if (known == null) {
            known = new Shape<>(type);
            SHAPES.put(type, known);
        }
        return (Shape<T>) known;
    }

    /// @throws UnfitPayloadException when a needed field is missing or unreadable
    public Reading<T> read(JsonNode payload) {
        List<Deviation> deviations = new ArrayList<>(0);
        T value = read(payload, "", deviations);
        return new Reading<>(value, deviations);
    }

    private T read(JsonNode object, String path, List<Deviation> deviations) {
        @Nullable Object[] arguments = new @Nullable Object[fields.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = readField(fields.get(i), object, path, deviations);
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name) && !name.equals("customData") && deviations.size() < 20) {
                deviations.add(new Deviation(Kind.UNKNOWN_FIELD, path + shortened(name)));
            }
        });
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A wire record refused its own fields", e);
        }
    }

    private static @Nullable Object readField(Field field, JsonNode object, String path, List<Deviation> deviations) {
        String here = path + field.name;
        JsonNode node = object.get(field.name);
        if (node == null || node.isNull()) {
            return absent(field, here, deviations, Kind.MISSING, field.needed || field.expected);
        }
        if (!field.list) {
            Optional<Object> value = readOne(field, node, here, deviations);
            return value.isPresent() ? value.get() : absent(field, here, deviations, Kind.WRONG_TYPE, false);
        }
        List<Object> items = new ArrayList<>(node.size());
        if (!node.isArray()) {
            deviations.add(new Deviation(Kind.WRONG_TYPE, here));
            readOne(field, node, here + ".", deviations).ifPresent(items::add);
            return List.copyOf(items);
        }
        for (JsonNode item : node) {
            readOne(field, item, here, deviations).ifPresent(items::add);
        }
        return List.copyOf(items);
    }

    private static @Nullable Object absent(
            Field field, String here, List<Deviation> deviations, Kind kind, boolean noted) {
        Deviation deviation = new Deviation(kind, here);
        if (field.needed && !field.list) {
            throw new UnfitPayloadException(deviation);
        }
        if (noted) {
            deviations.add(deviation);
        }
        return field.list && field.needed ? List.of() : null;
    }

    private static Optional<Object> readOne(Field field, JsonNode node, String here, List<Deviation> deviations) {
        return switch (field.kernel) {
            case Kernel.Plain plain ->
                switch (plain) {
                    case TEXT ->
                        Optional.ofNullable(Scalars.text(node, here, field.maximumLength, field.words, deviations));
                    case INTEGER -> Optional.ofNullable(Scalars.integer(node, here, deviations));
                    case DECIMAL -> Optional.ofNullable(Scalars.decimal(node, here, deviations));
                    case FLAG -> Optional.ofNullable(Scalars.flag(node, here, deviations));
                    case TIME -> Optional.ofNullable(Scalars.time(node, here, deviations));
                    case ANYTHING -> Optional.of(node);
                };
            case Kernel.Nested(Shape<?> shape) -> {
                if (!node.isObject()) {
                    deviations.add(new Deviation(Kind.WRONG_TYPE, here));
                    yield Optional.empty();
                }
                yield Optional.of(shape.read(node, here + ".", deviations));
            }
        };
    }

    private static Field field(RecordComponent component) {
        AnnotatedType annotated = component.getAnnotatedType();
        boolean list = component.getType() == List.class;
        Class<?> kind = component.getType();
        if (list && annotated instanceof AnnotatedParameterizedType parameterized) {
            var argument = parameterized.getAnnotatedActualTypeArguments()[0].getType();
            kind = (Class<?>) (argument instanceof ParameterizedType nested ? nested.getRawType() : argument);
        }
        Text text = component.getAnnotation(Text.class);
        OneOf words = component.getAnnotation(OneOf.class);
        return new Field(
                component.getName(),
                kernel(kind),
                list,
                !annotated.isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Expected.class),
                text == null ? Integer.MAX_VALUE : text.value(),
                words == null ? Set.of() : Set.of(words.value()));
    }

    private static Kernel kernel(Class<?> kind) {
        if (kind == String.class) {
            return Kernel.Plain.TEXT;
        }
        if (kind == Integer.class || kind == int.class) {
            return Kernel.Plain.INTEGER;
        }
        if (kind == BigDecimal.class) {
            return Kernel.Plain.DECIMAL;
        }
        if (kind == Boolean.class || kind == boolean.class) {
            return Kernel.Plain.FLAG;
        }
        if (kind == Instant.class) {
            return Kernel.Plain.TIME;
        }
        if (kind.isRecord()) {
            return new Kernel.Nested(of(kind.asSubclass(Record.class)));
        }
        return Kernel.Plain.ANYTHING;
    }

    private static String shortened(String name) {
        return name.length() > 50 ? name.substring(0, 50) : name;
    }
}
