"""release: who may ask for, approve and receive what, as records, findings, signatures and the audit log say."""
