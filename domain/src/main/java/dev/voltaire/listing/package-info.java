/// How every list of the API behaves: free-text search, column filters, a whitelist of sort fields, pages. A repository
/// declares its list once as a [Listing]; [Listings] reads pages of it. Owns no table.
@NullMarked
package dev.voltaire.listing;

import org.jspecify.annotations.NullMarked;
