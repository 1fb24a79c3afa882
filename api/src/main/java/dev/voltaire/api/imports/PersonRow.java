package dev.voltaire.api.imports;

import dev.voltaire.api.http.AddressBody;
import dev.voltaire.api.http.CsvTable;
import dev.voltaire.api.user.Person;
import dev.voltaire.driver.Profile;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.VatVisibility;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A row of a file of people, as far as it can be read. Its rules are those of the forms.
record PersonRow(
        long line,
        @Valid Person person,
        @NotEmpty Set<Role> roles,
        @NotNull @Nullable Long orgUnit,
        @Nullable @Size(max = 200) String profileName,
        @Nullable @Size(max = 100) String externalId,
        @Nullable @Size(max = 100) String costCentre,
        Profile.@NotNull Billable billable,
        @Nullable @Valid AddressBody address,
        List<String> unreadable) {
    static final Set<String> REQUIRED = Set.of("email", "firstName", "lastName", "orgUnit");
    static final Set<String> USER_COLUMNS = Set.of("email", "firstName", "lastName", "phone", "orgUnit", "roles");
    static final Set<String> PROFILE_COLUMNS = Set.of(
            "email",
            "firstName",
            "lastName",
            "phone",
            "orgUnit",
            "roles",
            "profileName",
            "externalId",
            "costCentre",
            "billable",
            "companyName",
            "street",
            "houseNumber",
            "houseNumberSuffix",
            "addition",
            "postalCode",
            "city",
            "country");

    /// @return the row with null where a text means nothing, and the columns where it is so
    static PersonRow read(CsvTable.Row row) {
        List<String> unreadable = new ArrayList<>();
        return new PersonRow(
                row.line(),
                new Person(
                        row.text("email"),
                        row.text("firstName"),
                        row.text("lastName"),
                        row.optional("phone"),
                        VatVisibility.INHERIT,
                        true,
                        true),
                roles(row, unreadable),
                number(row, unreadable),
                row.optional("profileName"),
                row.optional("externalId"),
                row.optional("costCentre"),
                billable(row, unreadable),
                address(row),
                unreadable);
    }

    Profile.Particulars profile() {
        return new Profile.Particulars(
                profileName == null ? person.firstName() + " " + person.lastName() : profileName,
                null,
                externalId,
                costCentre,
                billable,
                false,
                false,
                null,
                null,
                AddressBody.toAddress(address),
                null);
    }

    /// Separated by spaces or bars, because commas and semicolons separate columns. Absent: a driver.
    private static Set<Role> roles(CsvTable.Row row, List<String> unreadable) {
        String text = row.optional("roles");
        if (text == null) {
            return EnumSet.of(Role.EV_DRIVER);
        }
        try {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            Stream.of(text.split("[\\s|]+"))
                    .map(name -> Role.valueOf(name.toUpperCase(Locale.ROOT)))
                    .forEach(roles::add);
            return roles;
        } catch (IllegalArgumentException unknown) {
            unreadable.add("roles");
            return EnumSet.of(Role.EV_DRIVER);
        }
    }

    /// `3658` or `OU-0003658`.
    private static @Nullable Long number(CsvTable.Row row, List<String> unreadable) {
        String digits = row.text("orgUnit").replaceFirst("^OU-", "");
        if (digits.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException noNumber) {
            unreadable.add("orgUnit");
            return 0L;
        }
    }

    private static Profile.Billable billable(CsvTable.Row row, List<String> unreadable) {
        String text = row.optional("billable");
        try {
            return text == null ? Profile.Billable.INHERIT : Profile.Billable.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            unreadable.add("billable");
            return Profile.Billable.INHERIT;
        }
    }

    private static @Nullable AddressBody address(CsvTable.Row row) {
        List<@Nullable String> parts = new ArrayList<>();
        for (String column : List.of(
                "companyName",
                "street",
                "houseNumber",
                "houseNumberSuffix",
                "addition",
                "postalCode",
                "city",
                "country")) {
            parts.add(row.optional(column));
        }
        return parts.stream().noneMatch(Objects::nonNull)
                ? null
                : new AddressBody(
                        parts.get(0),
                        parts.get(1),
                        parts.get(2),
                        parts.get(3),
                        parts.get(4),
                        parts.get(5),
                        parts.get(6),
                        parts.get(7));
    }
}
