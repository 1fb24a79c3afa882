/// Profiles over HTTP.
@NullMarked
package dev.voltaire.api.profile;

import org.jspecify.annotations.NullMarked;
