/// Signing in and out over HTTP, the access tokens and the public keys they are checked with.
@NullMarked
package dev.voltaire.api.authentication;

import org.jspecify.annotations.NullMarked;
