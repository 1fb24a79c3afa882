package dev.voltaire.api.charger;

import dev.voltaire.charger.ChargerPlaces;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Where a charger stands. The zone decides on which day a session was charged.
@Schema(name = "HomeChargerPlace")
record PlaceBody(
        @Nullable @Size(max = 200) String street,
        @Nullable @Size(max = 20) String houseNumber,
        @Nullable @Size(max = 20) String postalCode,
        @Nullable @Size(max = 100) String city,
        @Nullable @Pattern(regexp = "[A-Z]{2}") String country,

        @Schema(description = "ISO 3166-2", examples = "BE-VLG") @Nullable @Pattern(regexp = "[A-Z]{2}-[A-Z0-9]{1,3}")
        String region,

        @Schema(description = "IANA time zone; the country's when absent", examples = "Europe/Brussels")
        @Nullable
        @Size(max = 40)
        String zone) {

    static PlaceBody of(ChargerPlaces.Place place) {
        return new PlaceBody(
                place.street(),
                place.houseNumber(),
                place.postalCode(),
                place.city(),
                place.country(),
                place.region(),
                place.zone());
    }

    ChargerPlaces.Place place() {
        return new ChargerPlaces.Place(street, houseNumber, postalCode, city, country, region, zone);
    }
}
