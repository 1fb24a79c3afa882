package dev.voltaire.organisation;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// A postal address as the customer wrote it; `country` is ISO 3166-1 alpha-2.
@Embeddable
public record Address(
        @Nullable String companyName,
        @Nullable String street,
        @Nullable String houseNumber,
        @Nullable String houseNumberSuffix,
        @Nullable String addition,
        @Nullable String postalCode,
        @Nullable String city,
        @Nullable String country) {}
