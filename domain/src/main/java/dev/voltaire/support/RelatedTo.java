package dev.voltaire.support;

import java.util.UUID;

/// What a ticket is about.
public record RelatedTo(Type type, UUID id) {

    /// Things people ask about. Each is a table with the organisation unit it belongs to.
    public enum Type {
        INVOICE("invoice"),
        MSP_CDR("msp_cdr"),
        SESSION("session"),
        TOKEN("token"),
        TOKEN_REQUEST("token_request"),
        PROFILE("profile"),
        HOME_CHARGER("charger");

        private final String table;

        Type(String table) {
            this.table = table;
        }

        String table() {
            return table;
        }
    }
}
