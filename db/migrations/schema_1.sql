CREATE TABLE column_cache (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	revision INTEGER NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX column_cache_name ON column_cache (name);

CREATE TABLE country (
	id INTEGER NOT NULL,
	code VARCHAR DEFAULT '' NOT NULL,
	alpha3 VARCHAR DEFAULT '' NOT NULL,
	name VARCHAR NOT NULL,
	name_zh VARCHAR DEFAULT '' NOT NULL,
	name_ja VARCHAR DEFAULT '' NOT NULL,
	name_ko VARCHAR DEFAULT '' NOT NULL,
	region VARCHAR DEFAULT '' NOT NULL,
	subregion VARCHAR DEFAULT '' NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT named CHECK (name <> '')
);

CREATE INDEX country_code ON country (code);

CREATE INDEX country_region ON country (region);

CREATE TABLE edit (
	id INTEGER NOT NULL,
	label VARCHAR NOT NULL,
	made_at VARCHAR NOT NULL,
	author VARCHAR DEFAULT '' NOT NULL,
	version VARCHAR DEFAULT '' NOT NULL,
	kind VARCHAR DEFAULT 'edit' NOT NULL,
	of_id INTEGER,
	state VARCHAR DEFAULT 'done' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('edit', 'undo', 'redo')),
	CONSTRAINT state_word CHECK (state IN ('done', 'undone', 'redoable', 'spent'))
);

CREATE INDEX edit_state ON edit (state, id);

CREATE TABLE mechanism (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	interval_days INTEGER,
	parent_id INTEGER,
	successor_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT named CHECK (name <> ''),
	CONSTRAINT interval CHECK (interval_days IS NULL OR interval_days > 0),
	CONSTRAINT not_own_parent CHECK (parent_id IS NULL OR parent_id <> id),
	FOREIGN KEY(parent_id) REFERENCES mechanism (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(successor_id) REFERENCES mechanism (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX mechanism_name_of ON mechanism (name);

CREATE INDEX mechanism_parent ON mechanism (parent_id);

CREATE INDEX mechanism_successor ON mechanism (successor_id);

CREATE TABLE saved_chart (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	options VARCHAR DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT named CHECK (name <> '')
);

CREATE INDEX saved_chart_name ON saved_chart (name);

CREATE TABLE saved_filter (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	text VARCHAR DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT named CHECK (name <> '')
);

CREATE INDEX saved_filter_name ON saved_filter (name);

CREATE TABLE saved_mapping (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	text VARCHAR DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT named CHECK (name <> '')
);

CREATE INDEX saved_mapping_name ON saved_mapping (name);

CREATE TABLE setting (
	id INTEGER NOT NULL,
	"key" VARCHAR NOT NULL,
	value VARCHAR DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX setting_key ON setting ("key");

CREATE TABLE source (
	id INTEGER NOT NULL,
	title VARCHAR NOT NULL,
	title_translated VARCHAR DEFAULT '' NOT NULL,
	author VARCHAR DEFAULT '' NOT NULL,
	publisher VARCHAR DEFAULT '' NOT NULL,
	kind VARCHAR DEFAULT '' NOT NULL,
	side VARCHAR DEFAULT '' NOT NULL,
	language VARCHAR DEFAULT '' NOT NULL,
	retrieved VARCHAR DEFAULT '' NOT NULL,
	url VARCHAR DEFAULT '' NOT NULL,
	archive_url VARCHAR DEFAULT '' NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT titled CHECK (title <> '')
);

CREATE INDEX source_publisher ON source (publisher);

CREATE INDEX source_url ON source (url);

CREATE TABLE term (
	id INTEGER NOT NULL,
	vocabulary VARCHAR NOT NULL,
	"key" VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	definition VARCHAR DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	parent_id INTEGER,
	cameo VARCHAR DEFAULT '' NOT NULL,
	plover VARCHAR DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT vocabulary_word CHECK (vocabulary IN ('type', 'channel', 'level', 'area', 'issue', 'tag')),
	CONSTRAINT keyed CHECK (key <> ''),
	FOREIGN KEY(parent_id) REFERENCES term (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX term_key ON term (vocabulary, "key");

CREATE INDEX term_parent ON term (parent_id);

CREATE TABLE actor (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	kind VARCHAR DEFAULT 'party' NOT NULL,
	parent_id INTEGER,
	country_id INTEGER,
	family VARCHAR DEFAULT 'unknown' NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('party', 'organ', 'coalition', 'government', 'parliament', 'organisation')),
	CONSTRAINT family_word CHECK (family IN ('communist', 'socialist', 'social democratic', 'green', 'liberal', 'christian democratic', 'conservative', 'right-wing', 'nationalist', 'religious', 'agrarian', 'regional', 'other', 'unknown')),
	CONSTRAINT named CHECK (name <> ''),
	CONSTRAINT not_own_parent CHECK (parent_id IS NULL OR parent_id <> id),
	FOREIGN KEY(parent_id) REFERENCES actor (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(country_id) REFERENCES country (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX actor_country ON actor (country_id, id);

CREATE INDEX actor_family ON actor (family, id);

CREATE INDEX actor_name_of ON actor (name);

CREATE INDEX actor_parent ON actor (parent_id);

CREATE TABLE attachment (
	id INTEGER NOT NULL,
	source_id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	media_type VARCHAR DEFAULT '' NOT NULL,
	sha256 VARCHAR NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX attachment_source ON attachment (source_id);

CREATE TABLE change (
	id INTEGER NOT NULL,
	edit_id INTEGER NOT NULL,
	"table" VARCHAR NOT NULL,
	row_id INTEGER NOT NULL,
	op VARCHAR NOT NULL,
	old VARCHAR,
	PRIMARY KEY (id),
	CONSTRAINT op_word CHECK (op IN ('I', 'U', 'D')),
	FOREIGN KEY(edit_id) REFERENCES edit (id) ON DELETE CASCADE
);

CREATE INDEX change_edit ON change (edit_id);

CREATE TABLE coverage (
	id INTEGER NOT NULL,
	outlet VARCHAR NOT NULL,
	source_id INTEGER,
	searched_on VARCHAR DEFAULT '' NOT NULL,
	searched_by VARCHAR DEFAULT '' NOT NULL,
	"query" VARCHAR DEFAULT '' NOT NULL,
	completeness INTEGER,
	missing VARCHAR DEFAULT '' NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT outlet_named CHECK (outlet <> ''),
	CONSTRAINT completeness CHECK (completeness IS NULL OR completeness BETWEEN 0 AND 4),
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX coverage_source ON coverage (source_id);

CREATE TABLE event (
	id INTEGER NOT NULL,
	title VARCHAR NOT NULL,
	type_id INTEGER,
	status VARCHAR DEFAULT 'held' NOT NULL,
	summary VARCHAR DEFAULT '' NOT NULL,
	place VARCHAR DEFAULT '' NOT NULL,
	country_id INTEGER,
	direction VARCHAR,
	channel_id INTEGER,
	level_id INTEGER,
	mechanism_id INTEGER,
	round INTEGER,
	round_basis VARCHAR DEFAULT 'stated' NOT NULL,
	part_of_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	mark_source INTEGER DEFAULT '0' NOT NULL,
	mark_date INTEGER DEFAULT '0' NOT NULL,
	mark_principal INTEGER DEFAULT '0' NOT NULL,
	mark_post INTEGER DEFAULT '0' NOT NULL,
	mark_counterpart INTEGER DEFAULT '0' NOT NULL,
	sort_lo INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(start_lo, -2147483648)) VIRTUAL,
	sort_width INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(start_hi, 2147483647) - coalesce(start_lo, -2147483648)) VIRTUAL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT status_word CHECK (status IN ('held', 'planned', 'postponed', 'cancelled', 'unconfirmed')),
	CONSTRAINT direction_word CHECK (direction IN ('incoming', 'outgoing', 'third place', 'remote')),
	CONSTRAINT round_basis_word CHECK (round_basis IN ('stated', 'inferred')),
	CONSTRAINT titled CHECK (title <> ''),
	CONSTRAINT not_own_part CHECK (part_of_id IS NULL OR part_of_id <> id),
	FOREIGN KEY(type_id) REFERENCES term (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(country_id) REFERENCES country (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(channel_id) REFERENCES term (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(level_id) REFERENCES term (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(mechanism_id) REFERENCES mechanism (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(part_of_id) REFERENCES event (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX event_channel ON event (channel_id);

CREATE INDEX event_country ON event (country_id);

CREATE INDEX event_days ON event (start_lo, start_hi, end_hi);

CREATE INDEX event_direction ON event (direction) WHERE direction IS NOT NULL;

CREATE INDEX event_level ON event (level_id);

CREATE INDEX event_mechanism ON event (mechanism_id, round);

CREATE INDEX event_order ON event (sort_lo, sort_width, title, id);

CREATE INDEX event_part_of ON event (part_of_id);

CREATE INDEX event_status ON event (status);

CREATE INDEX event_title ON event (title COLLATE NOCASE, id);

CREATE INDEX event_type ON event (type_id);

CREATE TABLE mechanism_name (
	id INTEGER NOT NULL,
	mechanism_id INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	folded VARCHAR DEFAULT '' NOT NULL,
	language VARCHAR DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(mechanism_id) REFERENCES mechanism (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX mechanism_name_folded ON mechanism_name (folded);

CREATE INDEX mechanism_name_mechanism ON mechanism_name (mechanism_id);

CREATE TABLE person (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	country_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT named CHECK (name <> ''),
	FOREIGN KEY(country_id) REFERENCES country (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX person_country ON person (country_id);

CREATE INDEX person_name_of ON person (name);

CREATE TABLE relation (
	id INTEGER NOT NULL,
	country_id INTEGER NOT NULL,
	other_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	source_id INTEGER,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('diplomatic relations', 'none', 'suspended', 'liaison office')),
	FOREIGN KEY(country_id) REFERENCES country (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(other_id) REFERENCES country (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX relation_country ON relation (country_id);

CREATE INDEX relation_other ON relation (other_id);

CREATE INDEX relation_source ON relation (source_id);

CREATE TABLE actor_identifier (
	id INTEGER NOT NULL,
	actor_id INTEGER NOT NULL,
	scheme VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(actor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX actor_identifier_actor ON actor_identifier (actor_id);

CREATE INDEX actor_identifier_value ON actor_identifier (scheme, value);

CREATE TABLE actor_name (
	id INTEGER NOT NULL,
	actor_id INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	folded VARCHAR DEFAULT '' NOT NULL,
	language VARCHAR DEFAULT '' NOT NULL,
	kind VARCHAR DEFAULT 'other' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('official', 'short', 'abbreviation', 'former', 'transliteration', 'other')),
	FOREIGN KEY(actor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX actor_name_actor ON actor_name (actor_id);

CREATE INDEX actor_name_folded ON actor_name (folded);

CREATE TABLE commitment (
	id INTEGER NOT NULL,
	promiser_id INTEGER,
	receiver_id INTEGER,
	made_at_id INTEGER,
	words VARCHAR NOT NULL,
	kind VARCHAR DEFAULT '' NOT NULL,
	quantity VARCHAR DEFAULT '' NOT NULL,
	due_after_id INTEGER,
	due_after_days INTEGER,
	status VARCHAR DEFAULT 'open' NOT NULL,
	renews_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT status_word CHECK (status IN ('open', 'kept', 'broken', 'lapsed')),
	CONSTRAINT worded CHECK (words <> ''),
	CONSTRAINT not_own_renewal CHECK (renews_id IS NULL OR renews_id <> id),
	FOREIGN KEY(promiser_id) REFERENCES actor (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(receiver_id) REFERENCES actor (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(made_at_id) REFERENCES event (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(due_after_id) REFERENCES event (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(renews_id) REFERENCES commitment (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX commitment_due_after ON commitment (due_after_id);

CREATE INDEX commitment_made_at ON commitment (made_at_id);

CREATE INDEX commitment_promiser ON commitment (promiser_id);

CREATE INDEX commitment_receiver ON commitment (receiver_id);

CREATE INDEX commitment_renews ON commitment (renews_id);

CREATE INDEX commitment_status ON commitment (status);

CREATE TABLE context (
	id INTEGER NOT NULL,
	title VARCHAR NOT NULL,
	kind VARCHAR DEFAULT 'other' NOT NULL,
	colour VARCHAR DEFAULT '' NOT NULL,
	actor_id INTEGER,
	country_id INTEGER,
	mechanism_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	source_id INTEGER,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('crisis', 'government', 'congress', 'election', 'leader''s term', 'other')),
	CONSTRAINT titled CHECK (title <> ''),
	FOREIGN KEY(actor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(country_id) REFERENCES country (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(mechanism_id) REFERENCES mechanism (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX context_actor ON context (actor_id);

CREATE INDEX context_country ON context (country_id);

CREATE INDEX context_mechanism ON context (mechanism_id);

CREATE INDEX context_source ON context (source_id);

CREATE TABLE event_identifier (
	id INTEGER NOT NULL,
	event_id INTEGER NOT NULL,
	scheme VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT valued CHECK (value <> ''),
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX event_identifier_event ON event_identifier (event_id);

CREATE INDEX event_identifier_value ON event_identifier (scheme, value);

CREATE TABLE event_term (
	id INTEGER NOT NULL,
	event_id INTEGER NOT NULL,
	term_id INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(term_id) REFERENCES term (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX event_term_event ON event_term (event_id, term_id);

CREATE INDEX event_term_term ON event_term (term_id, event_id);

CREATE TABLE invitation (
	id INTEGER NOT NULL,
	inviter_id INTEGER,
	invitee_id INTEGER,
	purpose VARCHAR DEFAULT '' NOT NULL,
	channel_id INTEGER,
	event_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(inviter_id) REFERENCES actor (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(invitee_id) REFERENCES actor (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(channel_id) REFERENCES term (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX invitation_channel ON invitation (channel_id);

CREATE INDEX invitation_event ON invitation (event_id);

CREATE INDEX invitation_invitee ON invitation (invitee_id);

CREATE INDEX invitation_inviter ON invitation (inviter_id);

CREATE TABLE mechanism_member (
	id INTEGER NOT NULL,
	mechanism_id INTEGER NOT NULL,
	actor_id INTEGER NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(mechanism_id) REFERENCES mechanism (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(actor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX mechanism_member_actor ON mechanism_member (actor_id);

CREATE INDEX mechanism_member_mechanism ON mechanism_member (mechanism_id);

CREATE TABLE participation (
	id INTEGER NOT NULL,
	event_id INTEGER NOT NULL,
	actor_id INTEGER,
	person_id INTEGER,
	post_printed VARCHAR DEFAULT '' NOT NULL,
	side VARCHAR DEFAULT 'counterpart' NOT NULL,
	role VARCHAR DEFAULT 'attendee' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT side_word CHECK (side IN ('focal', 'counterpart', 'other')),
	CONSTRAINT role_word CHECK (role IN ('host', 'guest', 'head of delegation', 'attendee', 'observer')),
	CONSTRAINT somebody CHECK (actor_id IS NOT NULL OR person_id IS NOT NULL),
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(actor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX participation_actor ON participation (actor_id, side, event_id);

CREATE INDEX participation_event ON participation (event_id, side, actor_id);

CREATE INDEX participation_person ON participation (person_id, event_id);

CREATE TABLE person_name (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	folded VARCHAR DEFAULT '' NOT NULL,
	language VARCHAR DEFAULT '' NOT NULL,
	kind VARCHAR DEFAULT 'other' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('official', 'short', 'abbreviation', 'former', 'transliteration', 'other')),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX person_name_folded ON person_name (folded);

CREATE INDEX person_name_person ON person_name (person_id);

CREATE TABLE post (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	actor_id INTEGER,
	title VARCHAR NOT NULL,
	level_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	source_id INTEGER,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(actor_id) REFERENCES actor (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(level_id) REFERENCES term (id) ON DELETE SET NULL ON UPDATE RESTRICT,
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX post_actor ON post (actor_id);

CREATE INDEX post_level ON post (level_id);

CREATE INDEX post_person ON post (person_id);

CREATE INDEX post_source ON post (source_id);

CREATE TABLE standing (
	id INTEGER NOT NULL,
	actor_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	source_id INTEGER,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('leads government', 'in coalition', 'opposition', 'outside parliament', 'banned')),
	FOREIGN KEY(actor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX standing_actor ON standing (actor_id, kind);

CREATE INDEX standing_source ON standing (source_id);

CREATE TABLE succession (
	id INTEGER NOT NULL,
	predecessor_id INTEGER NOT NULL,
	successor_id INTEGER NOT NULL,
	kind VARCHAR DEFAULT '' NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT two_actors CHECK (predecessor_id <> successor_id),
	FOREIGN KEY(predecessor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(successor_id) REFERENCES actor (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX succession_predecessor ON succession (predecessor_id);

CREATE INDEX succession_successor ON succession (successor_id);

CREATE TABLE commitment_follow_up (
	id INTEGER NOT NULL,
	commitment_id INTEGER NOT NULL,
	event_id INTEGER NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(commitment_id) REFERENCES commitment (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX commitment_follow_up_commitment ON commitment_follow_up (commitment_id);

CREATE INDEX commitment_follow_up_event ON commitment_follow_up (event_id);

CREATE TABLE invitation_step (
	id INTEGER NOT NULL,
	invitation_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	event_id INTEGER,
	note VARCHAR DEFAULT '' NOT NULL,
	edtf VARCHAR DEFAULT '' NOT NULL,
	date_text VARCHAR DEFAULT '' NOT NULL,
	start_lo INTEGER,
	start_hi INTEGER,
	end_lo INTEGER,
	end_hi INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT kind_word CHECK (kind IN ('extended', 'accepted', 'declined', 'unanswered', 'scheduled', 'postponed', 'fulfilled', 'lapsed', 'withdrawn')),
	FOREIGN KEY(invitation_id) REFERENCES invitation (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX invitation_step_event ON invitation_step (event_id);

CREATE INDEX invitation_step_invitation ON invitation_step (invitation_id, position);

CREATE TABLE evidence (
	id INTEGER NOT NULL,
	source_id INTEGER NOT NULL,
	event_id INTEGER,
	mechanism_id INTEGER,
	post_id INTEGER,
	standing_id INTEGER,
	invitation_step_id INTEGER,
	commitment_id INTEGER,
	context_id INTEGER,
	field VARCHAR DEFAULT '' NOT NULL,
	value VARCHAR DEFAULT '' NOT NULL,
	quote VARCHAR DEFAULT '' NOT NULL,
	locator VARCHAR DEFAULT '' NOT NULL,
	confidence INTEGER,
	chosen BOOLEAN DEFAULT '0' NOT NULL,
	reason VARCHAR DEFAULT '' NOT NULL,
	note VARCHAR DEFAULT '' NOT NULL,
	unverified BOOLEAN DEFAULT '0' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT one_record CHECK ((event_id IS NOT NULL) + (mechanism_id IS NOT NULL) + (post_id IS NOT NULL) + (standing_id IS NOT NULL) + (invitation_step_id IS NOT NULL) + (commitment_id IS NOT NULL) + (context_id IS NOT NULL) = 1),
	CONSTRAINT confidence CHECK (confidence IS NULL OR confidence BETWEEN 0 AND 4),
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(mechanism_id) REFERENCES mechanism (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(post_id) REFERENCES post (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(standing_id) REFERENCES standing (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(invitation_step_id) REFERENCES invitation_step (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(commitment_id) REFERENCES commitment (id) ON DELETE CASCADE ON UPDATE RESTRICT,
	FOREIGN KEY(context_id) REFERENCES context (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX evidence_commitment ON evidence (commitment_id);

CREATE INDEX evidence_context ON evidence (context_id);

CREATE INDEX evidence_event ON evidence (event_id, field, value);

CREATE INDEX evidence_invitation_step ON evidence (invitation_step_id);

CREATE INDEX evidence_mechanism ON evidence (mechanism_id);

CREATE INDEX evidence_post ON evidence (post_id);

CREATE INDEX evidence_source ON evidence (source_id, event_id);

CREATE INDEX evidence_standing ON evidence (standing_id);

CREATE VIRTUAL TABLE event_text USING fts5(title, summary, place, note, content='', tokenize='unicode61 remove_diacritics 0');

CREATE VIRTUAL TABLE name_text USING fts5(name, content='', tokenize='unicode61 remove_diacritics 0');

CREATE VIRTUAL TABLE quote_text USING fts5(quote, title, content='', tokenize='unicode61 remove_diacritics 0');

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

INSERT INTO alembic_version VALUES ('0001');
