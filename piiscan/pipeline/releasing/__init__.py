"""The release gate put together: register, audit log, signatures, and the main line into a staging folder."""
