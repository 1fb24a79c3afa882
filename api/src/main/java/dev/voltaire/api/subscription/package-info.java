/// Subscription templates, subscriptions and fees over HTTP.
@NullMarked
package dev.voltaire.api.subscription;

import org.jspecify.annotations.NullMarked;
