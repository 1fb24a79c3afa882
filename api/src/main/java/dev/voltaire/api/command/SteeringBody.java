package dev.voltaire.api.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a running session is asked to do.
public final class SteeringBody {
    private static final JsonMapper OCPI = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private SteeringBody() {}

    /// OCPI 2.2.1, ProfileType.
    public enum Preference {
        CHEAP,
        FAST,
        GREEN,
        REGULAR
    }

    @Schema(name = "ChargingPreferences", description = "What the driver wants of a running session")
    public record Preferences(
            @NotNull Preference profileType,

            @Schema(description = "When the car is needed") @Nullable
            Instant departureTime,

            @DecimalMin("0") @Digits(integer = 6, fraction = 4) @Schema(description = "In kWh") @Nullable
            BigDecimal energyNeed,

            @Nullable Boolean dischargeAllowed) {
        public String toOcpi() {
            return write(this);
        }
    }

    public enum Unit {
        W,
        A
    }

    @Schema(name = "RoamingChargingProfilePeriod")
    public record Period(
            @Schema(description = "Seconds from the start of the profile") @Min(0)
            int startPeriod,

            @Schema(description = "In the unit of the profile, one decimal")
            @NotNull
            @DecimalMin("0")
            @Digits(integer = 7, fraction = 1)
            BigDecimal limit) {}

    @Schema(name = "RoamingChargingProfile", description = "How much a session may draw, and when")
    public record Profile(
            @Nullable Instant startDateTime,

            @Min(1) @Max(604_800) @Schema(description = "In seconds") @Nullable
            Integer duration,

            @NotNull Unit chargingRateUnit,
            @Nullable BigDecimal minChargingRate,
            @NotNull @Size(min = 1, max = 100) List<@Valid Period> chargingProfilePeriod) {
        String toOcpi() {
            return write(this);
        }
    }

    private static String write(Object body) {
        try {
            return OCPI.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
