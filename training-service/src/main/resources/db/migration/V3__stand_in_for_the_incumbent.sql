-- Where a stored model has seen what it is judged on, its settings are trained again without it.

alter table training.iterations
    drop constraint iterations_phase_check,
    add constraint iterations_phase_check check (phase in ('select', 'train', 'incumbent', 'refit'));
