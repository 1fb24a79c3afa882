package dev.voltaire.problem;

import java.util.Locale;

/// Every reason for which a use case may refuse. The name is the stable code (`EMAIL_ALREADY_USED` becomes
/// `email-already-used` outside); title and detail are localised under `problem.<code>.title` and `.detail`.
public enum Problem {
    // the message itself
    MALFORMED_REQUEST(Category.MALFORMED),
    UNKNOWN_SORT_FIELD(Category.MALFORMED),
    INVALID_PARAMETER(Category.MALFORMED),
    VALIDATION_FAILED(Category.INVALID),
    BODY_TOO_LARGE(Category.TOO_LARGE),
    METHOD_NOT_ALLOWED(Category.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(Category.NOT_ACCEPTABLE),
    UNSUPPORTED_MEDIA_TYPE(Category.UNSUPPORTED_MEDIA_TYPE),

    // who is asking
    UNAUTHENTICATED(Category.UNAUTHENTICATED),
    WRONG_CREDENTIALS(Category.UNAUTHENTICATED),
    REFRESH_TOKEN_INVALID(Category.UNAUTHENTICATED),
    SECOND_FACTOR_REQUIRED(Category.UNAUTHENTICATED),
    SECOND_FACTOR_WRONG(Category.INVALID),
    ACCOUNT_LOCKED(Category.LOCKED),
    ACCESS_DENIED(Category.FORBIDDEN),
    NO_ORGANISATION_UNIT(Category.FORBIDDEN),
    ROLE_NOT_GRANTABLE(Category.FORBIDDEN),
    INSUFFICIENT_SCOPE(Category.FORBIDDEN),
    TOO_MANY_REQUESTS(Category.TOO_MANY),

    // the thing itself
    NOT_FOUND(Category.NOT_FOUND),
    EDIT_CONFLICT(Category.PRECONDITION),
    PRECONDITION_REQUIRED(Category.PRECONDITION_REQUIRED),
    CONFIRMATION_REQUIRED(Category.PRECONDITION_REQUIRED),
    WRONG_STATE(Category.CONFLICT),
    ALREADY_EXISTS(Category.CONFLICT),
    EMAIL_ALREADY_USED(Category.CONFLICT),
    INVITATION_INVALID(Category.NOT_FOUND),
    PROFILE_MISSING(Category.CONFLICT),
    PASSWORD_TOO_WEAK(Category.INVALID),
    TOKEN_UID_ALREADY_USED(Category.CONFLICT),
    TOKEN_DEACTIVATED(Category.CONFLICT),
    PHYSICAL_TOKEN_EXISTS(Category.CONFLICT),
    TOKEN_TYPE_NOT_AVAILABLE(Category.INVALID),
    IDEMPOTENCY_KEY_REUSED(Category.CONFLICT),
    MARGIN_BY_COUNTRY(Category.INVALID),
    PRICE_NOT_AVAILABLE(Category.CONFLICT),
    QUOTE_NOT_VALID(Category.CONFLICT),
    E_INVOICE_INCOMPLETE(Category.CONFLICT),
    SPECIFICATION_TOO_LONG(Category.CONFLICT),
    NOT_REPLAYABLE(Category.CONFLICT),
    CHARGING_REFUSED(Category.CONFLICT),
    CONNECTOR_REQUIRED(Category.INVALID),
    SESSION_NOT_RUNNING(Category.CONFLICT),
    CHARGER_MISSING(Category.CONFLICT),
    NO_CARD_TO_LEARN(Category.CONFLICT),
    PURPOSE_IS_FINAL(Category.CONFLICT),
    OWN_REIMBURSEMENT(Category.FORBIDDEN),
    PRICE_METHOD_FIXED_FOR_YEAR(Category.CONFLICT),
    NO_STATUTORY_RATE(Category.INVALID),
    RATE_NOT_PER_KWH(Category.INVALID),
    CREDIT_EXCEEDS_INVOICE(Category.CONFLICT),
    NO_RECIPIENT(Category.CONFLICT),
    PAYMENT_PROVIDER_MISSING(Category.CONFLICT),
    REFUND_EXCEEDS_PAYMENT(Category.CONFLICT),
    NO_CREDITOR_IDENTIFIER(Category.CONFLICT),
    NOTHING_TO_COLLECT(Category.CONFLICT),
    STATEMENT_UNREADABLE(Category.INVALID),

    // partners
    PARTNER_REFUSED(Category.CONFLICT),
    PARTNER_UNANSWERED(Category.UNAVAILABLE),

    // ourselves
    UNAVAILABLE(Category.UNAVAILABLE),
    INTERNAL(Category.INTERNAL);

    /// What kind of refusal it is: all a front door needs to choose its status.
    public enum Category {
        MALFORMED,
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        UNSUPPORTED_MEDIA_TYPE,
        CONFLICT,
        PRECONDITION,
        PRECONDITION_REQUIRED,
        TOO_LARGE,
        LOCKED,
        TOO_MANY,
        UNAVAILABLE,
        INTERNAL
    }

    private final Category category;
    private final String code;

    Problem(Category category) {
        this.category = category;
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Category category() {
        return category;
    }

    /// The stable code, kebab-case.
    public String code() {
        return code;
    }
}
