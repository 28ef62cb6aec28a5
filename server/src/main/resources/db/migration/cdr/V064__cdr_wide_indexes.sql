-- What lists of a number are filtered by stands in the index of that number, behind what orders it:
-- only records that pass are fetched, and counting fetches none.
create index cdr_src_filtered on pbx.cdr (src, start desc, id desc, direction, disposition, duration);
create index cdr_dst_filtered on pbx.cdr (dst, start desc, id desc, direction, disposition, duration);
create index cdr_endpoint_filtered on pbx.cdr (endpoint, start desc, id desc, direction, disposition, duration);
create index cdr_dstendpoint_filtered on pbx.cdr (dstendpoint, start desc, id desc, direction, disposition, duration);
drop index pbx.cdr_src, pbx.cdr_dst, pbx.cdr_endpoint, pbx.cdr_dstendpoint;
