/// People who sign in, what they may do, and for whom. Owns the tables `app_user`, `account_link` (invitations,
/// password resets, e-mail confirmations), `second_factor` and `recovery_code`, `api_client`, `list_preference`, and
/// the refresh tokens and signing keys of the sign-in.
@NullMarked
package dev.voltaire.identity;

import org.jspecify.annotations.NullMarked;
