-- The product's own tables live in pbx; Asterisk sees nothing but the views in ast.
create schema if not exists pbx;
create schema if not exists ast;
