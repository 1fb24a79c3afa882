package dev.voltaire.api.http;

import dev.voltaire.value.Iban;
import dev.voltaire.value.PostalCode;
import dev.voltaire.value.RegistrationNumber;
import dev.voltaire.value.VatNumber;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has a form of its own in each country: postal codes, VAT and registration numbers, bank accounts. Every one
/// that is wrong is named, by the field it was typed into.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = OfItsCountry.Check.class)
public @interface OfItsCountry {
    String message() default "validation.of-its-country";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /// What carries such texts.
    interface Holder {
        /// The country of postal code and registration number; without one they are not checked.
        @Nullable
        String countryOfNumbers();

        List<Written> numbers();
    }

    /// A text as it was typed into a field; absent where there is none.
    record Written(String field, Form form, @Nullable String text) {}

    /// Which form a text must have.
    enum Form {
        POSTAL_CODE("validation.postal-code"),
        VAT_NUMBER("validation.vat-number"),
        REGISTRATION_NUMBER("validation.registration-number"),
        IBAN("validation.iban");

        private final String message;

        Form(String message) {
            this.message = message;
        }

        boolean fits(@Nullable String country, String text) {
            return switch (this) {
                case POSTAL_CODE -> country == null || PostalCode.isValid(country, text);
                case VAT_NUMBER -> VatNumber.isValid(text);
                case REGISTRATION_NUMBER -> country == null || RegistrationNumber.isValid(country, text);
                case IBAN -> Iban.isValid(text);
            };
        }
    }

    /// Names every field whose text is wrong.
    class Check implements ConstraintValidator<OfItsCountry, Holder> {

        @Override
        public boolean isValid(@Nullable Holder holder, ConstraintValidatorContext context) {
            if (holder == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            List<Written> wrong = holder.numbers().stream()
                    .filter(written ->
                            written.text() != null && !written.form().fits(holder.countryOfNumbers(), written.text()))
                    .toList();
            wrong.forEach(written -> context.buildConstraintViolationWithTemplate(written.form().message)
                    .addPropertyNode(written.field())
                    .addConstraintViolation());
            return wrong.isEmpty();
        }
    }
}
