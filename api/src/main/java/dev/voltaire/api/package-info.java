/// The JSON API of portal, app and integrators, below `/api/v1`.
@NullMarked
package dev.voltaire.api;

import org.jspecify.annotations.NullMarked;
