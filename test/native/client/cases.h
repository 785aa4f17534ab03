#ifndef CASES_H
#define CASES_H

/* cases-data.c */
void case_abi(void);
void case_instances(void);
void case_echo(void);
void case_enumerations(void);
void case_changes(void);
void case_classes(void);
void case_options(void);
/* cases-functions.c */
void case_functions(void);
/* cases-operations.c */
void case_drawing(void);
void case_extended_callbacks(void);
void case_prompts(void);
void case_acknowledgements(void);
void case_cancel(void);
void case_timeout(void);
void case_failures(void);
void case_shapes_of_the_end(void);
void case_indications(void);
void case_crowd(void);
void case_storm(void);
void case_settings(void);
/* cases-windows.c */
void case_as_windows(void);
/* cases-violations.c */
void case_out_of_order(void);
void case_blocking(void);
void case_stale_handles(void);
void case_stale_objects(void);
void case_wrong_types(void);
void case_wrong_answers(void);

#endif
