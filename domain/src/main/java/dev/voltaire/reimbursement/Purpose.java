package dev.voltaire.reimbursement;

/// What a session at home was for. Only business charging is paid back.
public enum Purpose {
    BUSINESS,
    PRIVATE
}
