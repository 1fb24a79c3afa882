package dev.voltaire.problem;

/// One field that breaks a rule. `field` is the JSON path as the caller wrote it (`billing.vatNumber`), `message` a key
/// of the message bundle or, from Bean Validation, the interpolated text.
public record Violation(String field, String message) {}
