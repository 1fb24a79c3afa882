/// The hub client info module as its receiver: which parties a hub reaches (OCPI 2.2.1 "HubClientInfo module").
@NullMarked
package dev.voltaire.ocpi.hubclientinfo;

import org.jspecify.annotations.NullMarked;
