/** What bounds a look at a whole repository; reaching a bound is a gap. */
export type SurveyLimits = {
  /** Each costs a HEAD. */
  readonly surveyTagsMax: number;
  /** Indexes outside the graph that are read to find those that hold something of it. */
  readonly surveyIndexesMax: number;
  /** Requests of a survey that are under way or in the client's queue. */
  readonly surveyRequestsMax: number;
};
