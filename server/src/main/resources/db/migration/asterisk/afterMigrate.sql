-- At every start, since each data directory has a role of its own for its Asterisk.
grant usage on schema ast to ${asteriskRole};
grant select on all tables in schema ast to ${asteriskRole};
